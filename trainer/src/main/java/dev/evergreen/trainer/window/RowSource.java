package dev.evergreen.trainer.window;

/** Rows whose values are asked for one by one, however they lie. */
public interface RowSource {
    int rows();

    /** Milliseconds since the epoch. */
    long eventTime(int row);

    /** When the label became known, milliseconds since the epoch; before the event where the label came first. */
    long labelTime(int row);

    /** The class's code, or the number. */
    double labelOf(int row);

    /** A feature's value; nominal values as their code. */
    double value(int feature, int row);
}
