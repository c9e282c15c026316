package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read is plain technical English, in lines and sentences of a bounded length. */
class PlainEnglishTests {

    private static final Path ROOT = Path.of("..");

    @Test
    void pagesHaveNoRefusedWords() throws IOException {
        assertNone(pages(), PlainEnglish::refusedWords);
    }

    @Test
    void pagesHaveShortSentences() throws IOException {
        assertNone(pages(), text -> PlainEnglish.paragraphs(text).stream()
                .flatMap(paragraph -> PlainEnglish.longSentences(paragraph).stream())
                .toList());
    }

    /** A row of a table in Markdown cannot be broken. */
    @Test
    void markdownHasShortLines() throws IOException {
        assertNone(markdown(), text -> PlainEnglish.longLines(text).stream()
                .filter(line -> !line.startsWith("|"))
                .toList());
    }

    @Test
    void sourcesHaveNoRefusedWords() throws IOException {
        assertNone(sources(), text -> PlainEnglish.refusedWords(String.join("\n", PlainEnglish.textsOf(text))));
    }

    @Test
    void javadocBeginsWithAShortSentence() throws IOException {
        assertNone(sources(), text -> PlainEnglish.firstSentences(text).stream()
                .flatMap(sentence -> PlainEnglish.longSentences(sentence).stream())
                .toList());
    }

    @Test
    void sourcesRepeatNoSentence() throws IOException {
        assertNone(sources(), PlainEnglish::repeatedSentences);
    }

    @Test
    void sourcesHaveShortLines() throws IOException {
        assertNone(sources(), PlainEnglish::longLines);
    }

    private static Stream<Path> pages() throws IOException {
        return Stream.concat(files("docs/src/docs", ".adoc"), markdown());
    }

    private static Stream<Path> markdown() {
        return Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md").map(ROOT::resolve);
    }

    private static Stream<Path> sources() throws IOException {
        return Stream.of("connection-core/src/main", "connection-autoconfigure/src/main", "docs/src/main", "samples")
                .flatMap(directory -> Stream.of(".java", ".kt", ".json").flatMap(type -> files(directory, type)))
                .filter(file -> !file.toString().contains("/test/"));
    }

    private static Stream<Path> files(String directory, String type) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
            return files
                    .filter(file ->
                            file.toString().endsWith(type) && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void assertNone(Stream<Path> files, Function<String, List<String>> rule) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files.toList()) {
            rule.apply(Files.readString(file)).forEach(text -> found.add(ROOT.relativize(file) + ": " + text));
        }
        assertThat(found).isEmpty();
    }
}
