package dev.evergreen.infra.dashboard;

import java.util.Optional;

/** Whether what a process is for is done: asked by who starts it again, or sends others there, if it is not. */
@FunctionalInterface
public interface Health {

    /** What is wrong, in one line that anybody may read; absent while all is well. */
    Optional<String> trouble();
}
