/**
 * How long predictions pause when another model becomes champion: a real broker, the real evaluator, models of any size, and
 * the times at which predictions arrive.
 */
package dev.evergreen.infra.bench.change;
