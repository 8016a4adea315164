package dev.evergreen.trainer.window;

import java.io.IOException;

/** A file that does not hold what it should. The message is one line: the file's name within its folder, and why. */
public final class CorruptWindowException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;

    CorruptWindowException(String file, String reason) {
        super(file + ": " + reason);
        this.file = file;
    }

    public String file() {
        return file;
    }
}
