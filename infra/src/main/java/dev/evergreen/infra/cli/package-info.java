/**
 * The command line: options and their checks, help, messages and exit codes. What a command does lies elsewhere.
 */
package dev.evergreen.infra.cli;
