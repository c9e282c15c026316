package dev.connections.samples.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.files.FilesConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
class DocumentPagesTests {

    @TempDir
    static Path directory;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private FilesConnection documents;

    @DynamicPropertySource
    static void useATemporaryDirectory(DynamicPropertyRegistry registry) {
        registry.add("connections.documents.url", directory::toUri);
    }

    @BeforeEach
    void deleteFiles() {
        documents.list("").forEach(file -> documents.delete(file.path()));
    }

    @Test
    void anUploadIsListedPreviewedAndDownloaded() {
        assertThat(upload("pets & owners+ü.csv", "person,pet\njerry,fish\n"))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/");
        assertThat(documents.readText("pets & owners+ü.csv")).isEqualTo("person,pet\njerry,fish\n");

        assertThat(mvc.get().uri("/"))
                .hasStatusOk()
                .bodyText()
                .contains("pets &amp; owners+ü.csv", "22 B", "/preview?path=pets%20%26%20owners%2B%C3%BC.csv");
        assertThat(get("/preview", "pets & owners+ü.csv"))
                .hasStatusOk()
                .bodyText()
                .contains("<th>person</th><th>pet</th>", "<td>jerry</td><td>fish</td>");
        MvcTestResult download = get("/download", "pets & owners+ü.csv");
        assertThat(download).hasStatusOk().bodyText().isEqualTo("person,pet\njerry,fish\n");
        assertThat(download).headers().hasValue("X-Content-Type-Options", "nosniff");
        assertThat(download.getResponse().getHeader("Content-Disposition"))
                .startsWith("attachment;")
                .contains("%C3%BC");
    }

    @Test
    void theContentOfFilesIsNoHtml() {
        String attack = "<script>alert(1)</script>";
        documents.writeText("a<b>.csv", attack + ",x\n" + attack + ",1\n");
        documents.writeText("page.html", attack);

        assertThat(mvc.get().uri("/")).bodyText().contains("a&lt;b&gt;.csv").doesNotContain("<b>");
        assertThat(get("/preview", "a<b>.csv"))
                .bodyText()
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(get("/download", "page.html")).hasContentType(MediaType.APPLICATION_OCTET_STREAM);
    }

    @Test
    void anUploadReplacesNoOtherFile() {
        documents.writeText("a.txt", "first");

        assertThat(upload("a.txt", "second"))
                .hasStatus(409)
                .bodyText()
                .contains("There is a file with this name already");
        assertThat(documents.readText("a.txt")).isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource({"C:\\Users\\jerry\\a.txt, a.txt", "../../a.txt, a.txt", "/etc/passwd, passwd"})
    void anUploadIsWrittenBelowTheUrl(String sent, String written) {
        assertThat(upload(sent, "text")).hasStatus3xxRedirection();

        assertThat(documents.list("")).singleElement().satisfies(file -> assertThat(file.path())
                .isEqualTo(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/..", ""})
    void anUploadNeedsAName(String name) {
        assertThat(upload(name, "text")).hasStatus(400);
        assertThat(documents.list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.csv", "/etc/passwd", "a/../../secret.csv", "a\0b"})
    void noOtherFilesAreRead(String path) throws Exception {
        Files.writeString(directory.resolveSibling("secret.csv"), "secret\n1\n");

        assertThat(get("/download", path)).hasStatus(400).bodyText().doesNotContain("secret");
        assertThat(get("/preview", path)).hasStatus(400).bodyText().doesNotContain("secret");
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThat(get("/download", "missing.csv")).hasStatus(404);
        assertThat(get("/preview", "missing.csv")).hasStatus(404).bodyText().contains("There is no such file");
    }

    @Test
    void theLineOfAnErrorIsShown() {
        documents.writeText("ragged.csv", "a,b\n1,2\n3\n");

        assertThat(get("/preview", "ragged.csv")).hasStatus(422).bodyText().contains("error in line 3");
    }

    private MvcTestResult get(String uri, String path) {
        return mvc.get().uri(uri).param("path", path).exchange();
    }

    private MvcTestResult upload(String name, String content) {
        return mvc.post()
                .uri("/")
                .multipart()
                .file(new MockMultipartFile("file", name, null, content.getBytes(StandardCharsets.UTF_8)))
                .exchange();
    }
}
