package dev.evergreen.ingest.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The codes 0, 1, … of a list of words. */
final class Codes {
    private final Map<String, Integer> byWord = new HashMap<>();

    Codes(List<String> words) {
        for (String word : words) {
            byWord.put(word, byWord.size());
        }
    }

    /** -1 if the word is not listed. */
    int of(String word) {
        return byWord.getOrDefault(word, -1);
    }
}
