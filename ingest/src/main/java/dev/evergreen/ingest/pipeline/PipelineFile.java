package dev.evergreen.ingest.pipeline;

import dev.evergreen.ingest.text.OneLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.Node;

/** Pipelines as the YAML that users write; every complaint is an {@link InvalidPipelineException} of one line. */
public final class PipelineFile {
    private PipelineFile() {}

    /** The pipelines of a file, one for each of its documents, at least one and all distinct. */
    public static List<Pipeline> load(Path file) {
        return parse(textOf(file), nameOf(file));
    }

    /**
     * The pipelines of a text.
     *
     * @param source what to call the text in errors
     */
    public static List<Pipeline> parse(String text, String source) {
        List<Node> documents = YamlDocuments.read(text, source);
        if (documents.isEmpty()) {
            throw InvalidPipelineException.at(source, "empty; allowed: at least one pipeline");
        }
        List<Pipeline> pipelines = IntStream.range(0, documents.size())
                .mapToObj(i -> documents.size() == 1
                        ? PipelineReader.read(new YamlValue("", documents.get(i)))
                        : numbered(i, documents.get(i)))
                .toList();
        requireDistinct(pipelines);
        return pipelines;
    }

    /** The part {@code search} of a pipeline file on its own, with or without the key {@code search} above it. */
    public static Search search(Path file, List<Feature> features, Label label) {
        return parseSearch(textOf(file), nameOf(file), features, label);
    }

    /** @param source what to call the text in errors */
    public static Search parseSearch(String text, String source, List<Feature> features, Label label) {
        List<Node> documents = YamlDocuments.read(text, source);
        if (documents.size() != 1) {
            throw InvalidPipelineException.at(source, documents.size() + " documents; allowed: one search");
        }
        var document = new YamlValue("", documents.getFirst());
        Section search = Section.any(document).values().containsKey("search")
                ? Section.of(document, "search").section("search", SearchReader.KEYS)
                : Section.of(document, SearchReader.KEYS);
        return new SearchReader(features, label).read(search);
    }

    /** YAML that loads back as an equal pipeline. */
    public static String write(Pipeline pipeline) {
        return PipelineWriter.write(pipeline);
    }

    /** Refuses pipelines that could not run side by side, from whichever files they come. */
    public static void requireDistinct(List<Pipeline> pipelines) {
        var names = new HashSet<String>();
        var prefixes = new HashSet<String>();
        for (Pipeline pipeline : pipelines) {
            Checks.require(
                    names.add(pipeline.name()), "pipeline", pipeline.name(), "a name that no other pipeline has");
            // Kafka refuses topics that differ in these two only: its metrics cannot tell them apart.
            Checks.require(
                    prefixes.add(pipeline.topics().prefix().replace('.', '_')),
                    "topics.prefix",
                    pipeline.topics().prefix(),
                    "a prefix that no other pipeline has, '.' and '_' being the same");
        }
    }

    private static Pipeline numbered(int index, Node document) {
        try {
            return PipelineReader.read(new YamlValue("", document));
        } catch (InvalidPipelineException e) {
            throw e.within("documents[" + index + "]");
        }
    }

    private static String nameOf(Path file) {
        return OneLine.of(file.toString(), 200);
    }

    private static String textOf(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(YamlDocuments.MAX_CHARACTERS + 1);
            if (bytes.length > YamlDocuments.MAX_CHARACTERS) {
                throw InvalidPipelineException.at(
                        nameOf(file), "larger than " + YamlDocuments.MAX_CHARACTERS + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InvalidPipelineException.at(nameOf(file), "not UTF-8 text");
        } catch (IOException e) {
            String why =
                    Files.isDirectory(file) ? "a directory" : Files.exists(file) ? "cannot be read" : "no such file";
            throw InvalidPipelineException.at(nameOf(file), why);
        }
    }
}
