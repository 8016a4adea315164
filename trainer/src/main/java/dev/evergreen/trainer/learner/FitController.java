package dev.evergreen.trainer.learner;

import smile.util.IterativeAlgorithmController;

/** Lets Smile's boosting stop after the round in which the thread is interrupted. */
final class FitController<T> extends IterativeAlgorithmController<T> {

    FitController() {
        // Nobody subscribes, so nothing is handed on; Smile's default would start a thread.
        super(Runnable::run, 1);
    }

    @Override
    public void submit(T status) {
        if (Thread.currentThread().isInterrupted()) {
            stop();
        }
    }

    /** What a fit does between trees and at its end. */
    static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the fit was interrupted");
        }
    }
}
