package dev.evergreen.evaluator.champion;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** A contest in bytes and back, to the last bit. */
public final class ContestCodec {
    private static final byte VERSION = 1;
    private static final int OPTIONAL = 1 + Long.BYTES;
    private static final int HEAD =
            1 + 3 * Long.BYTES + 2 * Integer.BYTES + Long.BYTES + 2 * OPTIONAL + 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final int CHALLENGER = Long.BYTES + 1 + Integer.BYTES + (3 + Stakes.COUNT) * Long.BYTES;

    private ContestCodec() {}

    public static byte[] write(Contest contest) {
        Instant upTo = contest.upTo();
        var buffer = ByteBuffer.allocate(HEAD + contest.challengers().size() * CHALLENGER)
                .put(VERSION)
                .putLong(contest.version())
                .putLong(contest.rows())
                .putLong(upTo.getEpochSecond())
                .putInt(upTo.getNano());
        put(buffer, contest.champion());
        put(buffer, contest.former());
        buffer.putLong(contest.newest())
                .putInt(contest.begun())
                .putLong(contest.scale().rows())
                .putDouble(contest.scale().mean())
                .putInt(contest.challengers().size());
        contest.challengers().forEach(c -> put(buffer, c));
        return buffer.array();
    }

    /** @throws IllegalArgumentException if the bytes are no contest, or of another version of this program */
    public static Contest read(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            return read(buffer);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a contest that is cut short", e);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("a contest of no time", e);
        }
    }

    private static Contest read(ByteBuffer buffer) {
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("a contest of version " + version);
        }
        long lineup = buffer.getLong();
        long rows = buffer.getLong();
        Instant upTo = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        Optional<Long> champion = optional(buffer);
        Optional<Long> former = optional(buffer);
        long newest = buffer.getLong();
        int begun = buffer.getInt();
        var scale = new Scale(buffer.getLong(), buffer.getDouble());
        var challengers = new ArrayList<Challenger>();
        for (int left = buffer.getInt(); left > 0; left--) {
            challengers.add(challenger(buffer));
        }
        return new Contest(lineup, rows, upTo, champion, former, newest, begun, scale, challengers);
    }

    private static void put(ByteBuffer buffer, Challenger c) {
        buffer.putLong(c.round())
                .put((byte) (c.former() ? 1 : 0))
                .putInt(c.place())
                .putDouble(c.losses())
                .putLong(c.wealth().events())
                .putDouble(c.wealth().gains());
        for (double stake : c.wealth().stakes()) {
            buffer.putDouble(stake);
        }
    }

    private static Challenger challenger(ByteBuffer buffer) {
        long round = buffer.getLong();
        boolean former = buffer.get() == 1;
        int place = buffer.getInt();
        double losses = buffer.getDouble();
        long events = buffer.getLong();
        double gains = buffer.getDouble();
        var stakes = new double[Stakes.COUNT];
        for (int s = 0; s < stakes.length; s++) {
            stakes[s] = buffer.getDouble();
        }
        return new Challenger(round, former, place, losses, Wealth.restore(events, gains, stakes));
    }

    private static void put(ByteBuffer buffer, Optional<Long> round) {
        buffer.put((byte) (round.isPresent() ? 1 : 0)).putLong(round.orElse(0L));
    }

    private static Optional<Long> optional(ByteBuffer buffer) {
        boolean present = buffer.get() == 1;
        long round = buffer.getLong();
        return present ? Optional.of(round) : Optional.empty();
    }
}
