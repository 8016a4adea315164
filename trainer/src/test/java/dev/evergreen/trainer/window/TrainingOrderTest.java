package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainingOrderTest {
    @Test
    void readsBackAnyOrder() throws IOException {
        var random = new Random(1);
        int slotCount = 100_000_000;
        int[] slots = new int[10_000];
        for (int row = 0; row < slots.length; row++) {
            slots[row] = random.nextInt(4) == 0 ? TrainingOrder.INLINE : random.nextInt(slotCount);
        }
        slots[17] = 0;
        slots[18] = slotCount - 1;
        slots[19] = 0;
        byte[] bytes = bytes(slots);

        TrainingOrder read = read(bytes, slots.length, slotCount);

        for (int row = 0; row < slots.length; row++) {
            assertThat(read.slot(row)).isEqualTo(slots[row]);
        }
        assertThat(bytes.length).isLessThan(5 * slots.length);
    }

    @Test
    void costsOneByteForARowThatFollowsTheOneBeforeOrIsInline() throws IOException {
        assertThat(bytes(0, 1, 2, TrainingOrder.INLINE, 3, TrainingOrder.INLINE, 4))
                .hasSize(7);
    }

    @Test
    void refusesWhatIsNoOrder() throws IOException {
        assertThatThrownBy(() -> read(bytes(0, 1), 3, 2)).hasMessage("an order of 3 rows in 2 bytes");
        assertThatThrownBy(() -> read(bytes(5), 1, 5)).hasMessage("slot 5 of 5");
        assertThatThrownBy(() -> read(new byte[] {2}, 1, 5)).hasMessage("slot -1 of 5");
        assertThatThrownBy(() -> read(new byte[] {-1, -1, -1, -1, -1}, 1, 5)).hasMessage("a number without end");
    }

    private static byte[] bytes(int... slots) throws IOException {
        var bytes = new ByteArrayOutputStream();
        TrainingOrder.owning(slots).writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static TrainingOrder read(byte[] bytes, int rows, int slotCount) throws IOException {
        return TrainingOrder.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)), rows, slotCount);
    }
}
