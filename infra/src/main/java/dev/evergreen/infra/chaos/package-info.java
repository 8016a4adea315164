/**
 * Kills parts of a whole deployment in the middle of its work, and looks whether anything is lost or there twice. What is
 * compared is plain data ({@code Observed}, {@code Comparison}); {@code Deployment} and what it holds run the engines, each
 * in processes of its own, and {@code InThisProcess} those that nobody kills.
 */
package dev.evergreen.infra.chaos;
