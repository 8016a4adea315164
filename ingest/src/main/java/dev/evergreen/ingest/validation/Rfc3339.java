package dev.evergreen.ingest.validation;

import dev.evergreen.ingest.event.RejectReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The date-time of RFC 3339, section 5.6, and nothing besides: {@link Instant#parse} takes more (signed years, offsets of
 * hours alone, 24:00). A leap second is refused.
 */
final class Rfc3339 {
    private static final int FRACTION = 19;
    private static final int MAX_FRACTION_DIGITS = 9;

    private Rfc3339() {}

    static Instant required(String field, String text) throws Refusal {
        return parse(text)
                .orElseThrow(() -> new Refusal(
                        RejectReason.BAD_TIME,
                        "'%s' is not an RFC 3339 date-time: %s".formatted(field, Refusal.quoted(text))));
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(new Rfc3339.Cursor(text).instant());
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private record Cursor(String text) {
        Instant instant() {
            expect(4, '-');
            expect(7, '-');
            if ((text.charAt(10) | 0x20) != 't') {
                throw new DateTimeException("no T");
            }
            long day = LocalDate.of(number(0, 4, 9999), number(5, 2, 12), number(8, 2, 31))
                    .toEpochDay();
            int end = fractionEnd();
            long second = day * 86_400 + timeOfDay(11) - offset(end);
            Instant instant = Instant.ofEpochSecond(second, nanos(end));
            if (second < FIRST || second > LAST) {
                throw new DateTimeException("not a year of four digits in UTC");
            }
            return instant;
        }

        private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * 86_400;
        private static final long LAST = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400 - 1;

        private int timeOfDay(int at) {
            expect(at + 2, ':');
            expect(at + 5, ':');
            return number(at, 2, 23) * 3_600 + number(at + 3, 2, 59) * 60 + number(at + 6, 2, 59);
        }

        private int fractionEnd() {
            int end = FRACTION;
            if (text.charAt(end) == '.') {
                do {
                    end++;
                } while (isDigit(text.charAt(end)));
                if (end - FRACTION < 2 || end - FRACTION - 1 > MAX_FRACTION_DIGITS) {
                    throw new DateTimeException("a fraction has 1 to 9 digits");
                }
            }
            return end;
        }

        private int nanos(int end) {
            int nanos = 0;
            for (int i = 0; i < MAX_FRACTION_DIGITS; i++) {
                int at = FRACTION + 1 + i;
                nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
            }
            return nanos;
        }

        /** Seconds east of Greenwich. */
        private int offset(int at) {
            char sign = text.charAt(at);
            boolean utc = (sign | 0x20) == 'z';
            if (text.length() != at + (utc ? 1 : 6) || !(utc || sign == '+' || sign == '-')) {
                throw new DateTimeException("no offset");
            }
            if (utc) {
                return 0;
            }
            expect(at + 3, ':');
            int seconds = number(at + 1, 2, 23) * 3_600 + number(at + 4, 2, 59) * 60;
            return sign == '-' ? -seconds : seconds;
        }

        private int number(int at, int digits, int max) {
            int number = 0;
            for (int i = at; i < at + digits; i++) {
                if (!isDigit(text.charAt(i))) {
                    throw new DateTimeException("no digit");
                }
                number = number * 10 + text.charAt(i) - '0';
            }
            if (number > max) {
                throw new DateTimeException("too large");
            }
            return number;
        }

        private void expect(int at, char wanted) {
            if (text.charAt(at) != wanted) {
                throw new DateTimeException("no " + wanted);
            }
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
