package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnsembleCodecTest {
    private static final int MUTATIONS = 4_000;
    /** In the body of a stump: its first node's, behind 7 bytes of counts, one feature's importance and 3 kinds. */
    private static final int LINKS = 7 + 8 + 3;

    private static final int VALUES = LINKS + 3;

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsReadScoresAsWhatWasWritten(Combination combination, boolean allKinds) throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 20; i++) {
            TreeEnsemble model = random(combination, random, allKinds);
            byte[] bytes = EnsembleCodec.encode(model);
            assertThat(bytes[4]).isEqualTo((byte) (allKinds && combination != Combination.CONSTANT ? 2 : 1));
            TreeEnsemble read = EnsembleCodec.decode(bytes);
            assertThat(EnsembleCodec.encode(read)).isEqualTo(bytes);
            double[] row = Ensembles.row(random);
            assertThat(score(read, row)).containsExactly(score(model, row));
            row[random.nextInt(row.length)] = Double.NaN;
            assertThat(score(read, row)).containsExactly(score(model, row));
            assertThat(read.importance()).containsExactly(model.importance());
        }
    }

    @Test
    void equalModelsHaveEqualBytes() {
        assertThat(EnsembleCodec.encode(Ensembles.random(Combination.SUM, new Random(3))))
                .isEqualTo(EnsembleCodec.encode(Ensembles.random(Combination.SUM, new Random(3))))
                .isNotEqualTo(EnsembleCodec.encode(Ensembles.random(Combination.SUM, new Random(4))));
    }

    @Test
    void bytesOfTheFirstVersionStayAsTheyAre() throws Exception {
        TreeEnsemble model = TreeEnsembleBuilder.regression(Combination.MEAN, 1)
                .tree(1)
                .split(NodeKind.NUMERIC, 0, 0.5)
                .leaf(1)
                .leaf(-1)
                .build(new double[1]);
        byte[] body = EnsembleBody.write(model);
        assertThat(body)
                .asHexString()
                .isEqualTo("03" + "01" + "00" + "00" + "01" + "03" + "02"
                        + "0000000000000000" + "010000" + "000001" + "000000000000E03F" + "000000000000F03F"
                        + "000000000000F0BF");
    }

    @Test
    void bytesOfTheSecondVersionStayAsTheyAre() throws Exception {
        TreeEnsemble model = TreeEnsembleBuilder.regression(Combination.MEAN, 1)
                .tree(1)
                .split(NodeKind.NUMERIC_OR_MISSING, 0, 0.5)
                .leaf(1)
                .splitIn(0, new long[] {0, 0x8005}, true)
                .splitIn(0, new long[] {2}, false)
                .leaf(1)
                .leaf(-1)
                .leaf(1)
                .build(new double[1]);
        assertThat(EnsembleBody.write(model))
                .asHexString()
                .isEqualTo("03" + "01" + "00" + "00" + "01" + "07" + "02" + "02"
                        + "0000000000000000" + "03000404000000" + "00000000000100" + "000000000000E03F" + "00" + "01"
                        + "000000000000F03F" + "000000000000F0BF"
                        + "05" + "0000000000000000" + "0580000000000000" + "02" + "0200000000000000");
    }

    @Test
    void refusesAVersionThatTheModelDoesNotNeed() {
        byte[] first = EnsembleBody.write(stump(NodeKind.NUMERIC));
        byte[] second = EnsembleBody.write(stump(NodeKind.NUMERIC_OR_MISSING));
        byte[] firstAsSecond = insert(first, 7, 0);
        byte[] secondAsFirst = without(second, 7);
        assertThatThrownBy(() -> EnsembleBody.read(firstAsSecond, 2)).hasMessage("version 2 of a model of version 1");
        assertThatThrownBy(() -> EnsembleBody.read(secondAsFirst, 1)).hasMessage("version 1 of a model of version 2");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void truncatedOrProlongedBytesAreMalformed(Combination combination, boolean allKinds) {
        byte[] bytes = EnsembleCodec.encode(random(combination, new Random(1), allKinds));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EnsembleCodec.decode(cut)).isInstanceOf(MalformedArtifactException.class);
        }
        assertThatThrownBy(() -> EnsembleCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(MalformedArtifactException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void mutatedBytesAreMalformed(Combination combination, boolean allKinds) {
        var random = new Random(2);
        byte[] bytes = EnsembleCodec.encode(random(combination, random, allKinds));
        for (int i = 0; i < 500; i++) {
            byte[] mutated = bytes.clone();
            mutated[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> EnsembleCodec.decode(mutated)).isInstanceOf(MalformedArtifactException.class);
        }
    }

    /** Behind the checksum: bodies that somebody made up and sealed properly. */
    @ParameterizedTest
    @MethodSource("kinds")
    void mutatedBodiesAreMalformedOrScore(Combination combination, boolean allKinds) throws Exception {
        var random = new Random(3);
        int read = 0;
        int refused = 0;
        long before = allocated();
        for (int i = 0; i < MUTATIONS; i++) {
            TreeEnsemble whole = random(combination, random, allKinds);
            byte[] body = mutate(EnsembleBody.write(whole), random);
            try {
                TreeEnsemble model = EnsembleCodec.decode(EnsembleCodec.wrap(body, EnsembleBody.version(whole)));
                // Canonical: no two bodies are the same model.
                assertThat(EnsembleBody.write(model)).isEqualTo(body);
                var row = new double[model.features()];
                Arrays.setAll(row, f -> f % 3 == 0 ? Double.NaN : random.nextGaussian());
                assertThat(DoubleStream.of(score(model, row))).allMatch(Double::isFinite);
                read++;
            } catch (MalformedArtifactException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 20);
        assertThat(read).isGreaterThan(MUTATIONS / 100);
        // On average; one decode that believed a made-up count would be gigabytes.
        assertThat((allocated() - before) / MUTATIONS).isLessThan(1 << 20);
    }

    /** Links and nominal values are passed over first and read later. */
    @Test
    void refusesVarintsInOtherForms() {
        byte[] numeric = EnsembleBody.write(stump(NodeKind.NUMERIC));
        byte[] nominal = EnsembleBody.write(stump(NodeKind.NOMINAL_EQUALS));
        assertThat(numeric[LINKS]).isEqualTo((byte) 0);
        assertThat(nominal[VALUES]).isEqualTo((byte) 0);
        int[] zeroInTwoBytes = {0x80, 0};
        int[] tooLarge = {0xff, 0xff, 0xff, 0xff, 0x0f};
        int[] sixBytes = {0x80, 0x80, 0x80, 0x80, 0x80, 0};
        for (int[] varint : new int[][] {zeroInTwoBytes, tooLarge, sixBytes}) {
            assertMalformed(replaced(numeric, LINKS, varint));
            assertMalformed(replaced(nominal, VALUES, varint));
        }
    }

    private static void assertMalformed(byte[] body) {
        assertThatThrownBy(() -> EnsembleBody.read(body, 1))
                .isInstanceOf(MalformedArtifactException.class)
                .hasMessageContaining("a varint");
    }

    private static byte[] replaced(byte[] bytes, int at, int[] values) {
        byte[] result = without(bytes, at);
        for (int i = 0; i < values.length; i++) {
            result = insert(result, at + i, values[i]);
        }
        return result;
    }

    @Test
    void madeUpSizesAllocateNothing() {
        byte[] bytes = EnsembleCodec.encode(Ensembles.random(Combination.SUM, new Random(1)));
        for (int size : new int[] {-1, Integer.MAX_VALUE, EnsembleCodec.MAX_BODY_BYTES}) {
            byte[] bomb = resealed(bytes, 8, 4, size);
            long before = allocated();
            assertThatThrownBy(() -> EnsembleCodec.decode(bomb))
                    .isInstanceOf(MalformedArtifactException.class)
                    .hasMessageContaining("a body of " + size);
            assertThat(allocated() - before).isLessThan(1 << 20);
        }
    }

    @Test
    void refusesOtherVersionsAndOtherFiles() {
        byte[] bytes = EnsembleCodec.encode(Ensembles.random(Combination.SUM, new Random(1)));
        for (int version : new int[] {0, 3, 0xffff}) {
            byte[] other = resealed(bytes, 4, 2, version);
            assertThatThrownBy(() -> EnsembleCodec.decode(other))
                    .hasMessage("artifact version %d, this reads 1 to 2", version);
        }
        assertThatThrownBy(() -> EnsembleCodec.decode("PK and something else".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("no artifact: it does not begin with EGTE");
    }

    /** The artifact with some header bytes changed and the checksum made right again. */
    private static byte[] resealed(byte[] artifact, int at, int bytes, int value) {
        byte[] changed = artifact.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes; i++) {
            buffer.put(at + i, (byte) (value >>> (8 * i)));
        }
        int end = changed.length - EnsembleCodec.CHECKSUM_BYTES;
        buffer.putInt(end, Checksums.crc32c(changed, 0, end));
        return changed;
    }

    private static byte[] mutate(byte[] body, Random random) {
        byte[] mutated = switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> Arrays.copyOf(body, body.length + 1 + random.nextInt(9));
            default -> body.clone();
        };
        for (int n = random.nextInt(3); n >= 0 && mutated.length > 0; n--) {
            // Half of them at the front, where the counts are.
            int at = random.nextInt(random.nextBoolean() ? Math.min(12, mutated.length) : mutated.length);
            mutated[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : mutated[at] + 1 - 2 * random.nextInt(2));
        }
        return mutated;
    }

    private static TreeEnsemble stump(NodeKind kind) {
        return TreeEnsembleBuilder.regression(Combination.MEAN, 1)
                .tree(1)
                .split(kind, 0, 0.5)
                .leaf(1)
                .leaf(2)
                .build(new double[1]);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Combination.values()).flatMap(c -> Stream.of(Arguments.of(c, false), Arguments.of(c, true)));
    }

    private static TreeEnsemble random(Combination combination, Random random, boolean allKinds) {
        return allKinds ? Ensembles.randomOfAllKinds(combination, random) : Ensembles.random(combination, random);
    }

    private static byte[] insert(byte[] bytes, int at, int value) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = (byte) value;
        return longer;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static double[] score(TreeEnsemble model, double[] row) {
        var out = new double[model.outputs()];
        model.score(row, out);
        return out;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
