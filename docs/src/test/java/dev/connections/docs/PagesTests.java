package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.docs.CodeBlocks.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages show only code that is compiled and tested. */
class PagesTests {

    private static final Path PAGES = Path.of("src/docs/asciidoc");

    private static final Path README = Path.of("../README.md");

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    private static final Path NEW_APPLICATION = Path.of("src/test/java/com/example/pets/PetsApplication.java");

    /** Where tested files are, by the attribute that pages name them with. */
    private static final Map<String, Path> TESTED = Map.of(
            "{samples}", Path.of("../samples"),
            "{examples}", Path.of("src/test"),
            "{core-tests}", Path.of("../connection-core/src/test/resources"));

    private static final Pattern INCLUDE = Pattern.compile("include::(\\{[\\w-]+})/([^\\[]+)\\[(.*)]");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        List<String> names = pages().map(page -> page.getFileName().toString()).toList();
        assertThat(names)
                .contains(
                        "index.adoc",
                        "getting-started.adoc",
                        "sql.adoc",
                        "credentials.adoc",
                        "configuration-reference.adoc",
                        "own-connection-type.adoc");
        String index = Files.readString(PAGES.resolve("index.adoc"));
        assertThat(names)
                .filteredOn(name -> !name.equals("index.adoc"))
                .allMatch(name -> index.contains("xref:" + name));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPageHoldsCodeOfItsOwn(Path page) throws IOException {
        assertThat(CodeBlocks.inlineCode(Files.readString(page))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyIncludeIsOfATestedFile(Path page) throws IOException {
        for (String line : Files.readAllLines(page)) {
            if (!line.contains("include::") || line.equals("include::{generated}/properties.adoc[]")) {
                continue;
            }
            Matcher include = INCLUDE.matcher(line);
            assertThat(include.matches()).as(line).isTrue();
            Path root = TESTED.get(include.group(1));
            assertThat(root).as(line).isNotNull();
            assertThat(root.resolve(include.group(2))).as(line).isRegularFile();
            if (!include.group(2).contains("/snippets/") && !include.group(2).endsWith(".csv")) {
                assertThat(include.group(3)).as(line).startsWith("tag");
            }
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Path page : pages().toList()) {
            assertLinks(page, Pattern.compile("xref:([\\w-]+\\.adoc)"));
        }
        for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            assertLinks(Path.of("..", page), Pattern.compile("]\\((?!https?:)([^)#]+)\\)"));
        }
    }

    private static void assertLinks(Path page, Pattern links) throws IOException {
        Matcher link = links.matcher(Files.readString(page));
        while (link.find()) {
            assertThat(page.resolveSibling(link.group(1)))
                    .as("a link of " + page)
                    .exists();
        }
    }

    @Test
    void codeInAPageIsFound() {
        assertThat(CodeBlocks.inlineCode("Text\n\n----\ninclude::x[]\n----\n")).isEmpty();
        assertThat(CodeBlocks.inlineCode("[source,java]\n----\nint i;\n----\n")).containsExactly("int i;");
        assertThat(CodeBlocks.inlineCode("```java\nint i;\n```\n")).isNotEmpty();
        assertThat(CodeBlocks.inlineCode("....\nint i;\n....\n")).isNotEmpty();
        assertThat(CodeBlocks.inlineCode("Text\n\n int i;\n")).containsExactly(" int i;");
    }

    @Test
    void theReadmeShowsOnlyTestedCode() throws IOException {
        String tested = tested();
        List<Block> blocks = CodeBlocks.ofMarkdown(README);
        assertThat(blocks).extracting(Block::language).contains("sh", "yaml", "java", "xml");
        for (Block block : blocks) {
            for (String paragraph : block.text().split("\n\n")) {
                assertThat(tested).contains(unindented(paragraph));
            }
        }
    }

    @Test
    void theCoordinatesAreThoseOfTheStarter() throws IOException {
        assertThat(Files.readString(SNIPPETS.resolve("starter.xml")))
                .contains("<groupId>dev.connections</groupId>")
                .contains("<artifactId>connection-starter</artifactId>")
                .contains("<version>" + System.getProperty("project.version") + "</version>");
    }

    @Test
    void theNewProjectIsOfTheVersionsThatAreTested() throws IOException {
        assertThat(unindented(Files.readString(SNIPPETS.resolve("pom.xml"))))
                .contains(unindented(Files.readString(SNIPPETS.resolve("starter.xml"))))
                .contains("<artifactId>spring-boot-starter-parent</artifactId>\n<version>"
                        + System.getProperty("spring-boot.version") + "</version>")
                .contains("<java.version>17</java.version>");
    }

    /** Everything that may be shown, without indentation. */
    private static String tested() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(SNIPPETS), Files.walk(TESTED.get("{samples}").resolve("quickstart/src")))) {
            return Stream.concat(files, Stream.of(NEW_APPLICATION))
                    .filter(Files::isRegularFile)
                    .map(PagesTests::read)
                    .map(PagesTests::unindented)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
