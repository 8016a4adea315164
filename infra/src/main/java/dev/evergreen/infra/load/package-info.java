/**
 * What takes part in measurements at a broker of their own, each in a process of its own ({@link
 * dev.evergreen.infra.load.LoadMember}): broker, ingest, evaluator, bare loops. And for ingest at load: messages made beforehand
 * and sent at a pace, how far a group is, and whether each row arrived once. Figures are made of it in {@code bench}.
 */
package dev.evergreen.infra.load;
