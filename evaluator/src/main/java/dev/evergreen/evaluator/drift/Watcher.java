package dev.evergreen.evaluator.drift;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tells at which rows a stream has changed. Its state is bounded, depends on the rows alone, and goes to bytes and back to
 * the last bit. Not thread-safe.
 */
sealed interface Watcher permits Adwin, Ddm, PageHinkley, Psi, Every {

    /** Whatever changed; mostly nothing. */
    List<Signal> add(Seen row);

    /** How many bytes {@link #write} takes. */
    int bytes();

    void write(ByteBuffer to);
}
