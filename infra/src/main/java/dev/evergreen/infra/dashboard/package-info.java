/**
 * The page that shows what pipelines do, and Prometheus' metrics and the process's health beside it. What is shown ({@link
 * dev.evergreen.infra.dashboard.Fold} to {@link dev.evergreen.infra.dashboard.Board}) knows neither Kafka nor HTTP.
 */
package dev.evergreen.infra.dashboard;
