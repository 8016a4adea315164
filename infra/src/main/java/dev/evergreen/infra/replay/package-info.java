/**
 * Sends rows as a stream of features with labels that come late.
 */
package dev.evergreen.infra.replay;
