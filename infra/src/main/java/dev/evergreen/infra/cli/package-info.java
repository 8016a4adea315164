/**
 * The command line.
 */
package dev.evergreen.infra.cli;
