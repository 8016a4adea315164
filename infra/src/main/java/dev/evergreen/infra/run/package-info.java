/** The parts against a Kafka that is there already. */
package dev.evergreen.infra.run;
