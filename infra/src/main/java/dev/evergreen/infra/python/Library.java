package dev.evergreen.infra.python;

/** What can be compared with, by the names of Python's packages. */
public enum Library {
    SCIKIT_LEARN("scikit-learn"),
    LIGHTGBM("lightgbm");

    private final String key;

    Library(String key) {
        this.key = key;
    }

    /** The name in reports and on the command line. */
    public String key() {
        return key;
    }
}
