package dev.evergreen.trainer.window;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The folder of a pipeline's snapshots, as those see it who load a window. */
public interface SnapshotSource {

    /**
     * Of a file of the folder, in bytes.
     *
     * @throws FileNotFoundException if there is none of this name
     */
    long length(String file) throws IOException;

    /** @throws FileNotFoundException if there is none of this name */
    InputStream open(String file) throws IOException;
}
