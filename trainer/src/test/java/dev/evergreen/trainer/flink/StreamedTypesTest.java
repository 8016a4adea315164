package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.RetrainTrigger;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                RawRecord.class,
                LabeledRow.class,
                Signal.class,
                RoundStart.class,
                ProcessMeter.class,
                FitRequest.class,
                FitReport.class,
                FinishedFit.class,
                OutputRecord.class,
                RowBlock.class,
                RetrainTrigger.class
            })
    void isSerializedByFlinkAsAPojoAndNeverByKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
