package dev.evergreen.trainer.search;

/** A round's plan, or why there is nothing worth fitting. */
public sealed interface PlanResult permits RoundPlan, PlanResult.Problem {

    /** Why the round fails before its first fit, in one line for people. */
    record Problem(String line) implements PlanResult {}
}
