package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.window.RetrainTrigger;
import java.io.DataInputStream;
import java.io.InputStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.junit.jupiter.api.Test;

/** State that was written before it grew: a serializer's own snapshot and one value, as {@code state/*.bin}. */
class StateEvolutionTest {

    @Test
    void rowsOfBeforeLabelTimesWereKeptHadTheirLabelsAtOnce() throws Exception {
        RowBlock block = read("row-block", RowBlock.class);

        assertThat(block.size).isEqualTo(3);
        assertThat(block.eventTimes).startsWith(0, 1_000, 2_000);
        assertThat(block.labelTime(2)).isEqualTo(2_000);
        block.append(new LabeledRow("p", "e3", 3_000, 3_500, new double[] {7}, 1, 0, 13));
        assertThat(block.labelTime(2)).isEqualTo(2_000);
        assertThat(block.labelTime(3)).isEqualTo(3_500);
    }

    @Test
    void aTriggerOfBeforeChangesWereToldOfKnowsOfNone() throws Exception {
        assertThat(read("retrain-trigger", RetrainTrigger.class))
                .isEqualTo(new RetrainTrigger(9, 3, 100, 2, true, 90, "user: now", 8, 95, 0, 0, 0));
    }

    @Test
    void aFitThatWasOrderedBeforeThereWasAChoiceOfRowsIsTestedAmongAll() throws Exception {
        FitRequest request = read("fit-request", FitRequest.class);

        assertThat(request.testedAmong()).isZero();
        assertThat(request.trainRows()).isEqualTo(500);
        assertThat(request.readDearest().windowPart()).isEmpty();
    }

    private static <T> T read(String name, Class<T> type) throws Exception {
        TypeSerializer<T> now = TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
        try (InputStream file = StateEvolutionTest.class.getResourceAsStream("/state/" + name + ".bin")) {
            var in = new DataInputViewStreamWrapper(new DataInputStream(file));
            TypeSerializerSnapshot<T> then = TypeSerializerSnapshot.readVersionedSnapshot(in, type.getClassLoader());
            assertThat(now.snapshotConfiguration()
                            .resolveSchemaCompatibility(then)
                            .isCompatibleAfterMigration())
                    .isTrue();
            return then.restoreSerializer().deserialize(in);
        }
    }
}
