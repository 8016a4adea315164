/**
 * The other side of comparisons: a Python that the user has, the scripts it runs, the same rows as arrays, and what our
 * parameters are called there. Must not import Flink or Kafka; nothing but comparisons needs Python.
 */
package dev.evergreen.infra.python;
