package dev.evergreen.infra.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One of our readers of bytes from outside.
 *
 * @param good messages that it accepts, as they are before {@code seal}
 * @param seal makes checksums right again, so that what lies behind them is reached as well
 */
record Reader(String name, List<byte[]> good, UnaryOperator<byte[]> seal, Reading reading) {

    static Reader of(String name, List<byte[]> good, Reading reading) {
        return new Reader(name, good, bytes -> bytes, reading);
    }

    /** Reads one message. */
    interface Reading {
        /** Why the message is refused; empty if it is accepted. Throws only if there is a bug. */
        Optional<String> refusal(byte[] bytes) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
