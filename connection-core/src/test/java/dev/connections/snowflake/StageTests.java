package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.Rows;
import dev.connections.testing.snowflake.RequestKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Files on their way into stages and out of them. */
@Timeout(60)
class StageTests {

    private final TestAccount account = new TestAccount();

    private final SnowflakeConnection warehouse = account.warehouse;

    @TempDir
    Path directory;

    @BeforeEach
    void createStage() {
        warehouse.update("create stage loads");
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void filesComeBackAsTheyWere() throws IOException {
        Path file = Files.writeString(directory.resolve("tea.csv"), "1,tea\n".repeat(1000));
        List<TransferredFile> put = warehouse.put(file, "loads/today");
        assertThat(put).hasSize(1);
        assertThat(put.get(0).source()).isEqualTo("tea.csv");
        assertThat(put.get(0).target()).isEqualTo("tea.csv.gz");
        Path back = directory.resolve("back");
        List<TransferredFile> got = warehouse.get("loads/today", back);
        assertThat(got).extracting(TransferredFile::target).containsExactly("tea.csv.gz");
        assertThat(got.get(0).size()).isEqualTo(put.get(0).size()).isEqualTo(Files.size(back.resolve("tea.csv.gz")));
        try (InputStream in = new GZIPInputStream(warehouse.stage("loads/today").open("tea.csv.gz"))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
        }
        assertThat(warehouse.query("list @loads").size()).isEqualTo(1);
        assertThat(account.openStatements()).isZero();
    }

    @Test
    void allFilesOfADirectoryGo() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.writeString(directory.resolve("part " + i + ".csv"), "x".repeat(i));
        }
        Files.createDirectory(directory.resolve("below"));
        Files.delete(directory.resolve("below"));
        assertThat(warehouse.put(directory, "~/folder"))
                .extracting(TransferredFile::source)
                .containsExactlyInAnyOrder("part 0.csv", "part 1.csv", "part 2.csv", "part 3.csv", "part 4.csv");
        assertThat(account.server.stagedFiles()).isEqualTo(5);
        assertThat(warehouse.put(directory, "~/folder")).hasSize(5);
        assertThat(account.server.stagedFiles()).isEqualTo(5);
    }

    @Test
    void streamsGoAsTheyAre() throws IOException {
        byte[] content = new byte[3_000_000];
        content[1] = 7;
        Stage stage = warehouse.stage("\"LOADS\"").timeout(Duration.ofSeconds(30));
        assertThat(stage.put(new ByteArrayInputStream(content), "in a folder/data.bin"))
                .isEqualTo(new TransferredFile("in a folder/data.bin", "in a folder/data.bin", content.length));
        try (InputStream in = stage.open("in a folder/data.bin")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void optionsAreThoseOfAStatement() throws IOException {
        Path file = Files.writeString(directory.resolve("tea.csv"), "1,tea\n");
        Rows rows = warehouse.query("put file://" + file + " @loads auto_compress = false");
        assertThat(rows.row(0).getString("target")).isEqualTo("tea.csv");
        assertThat(rows.row(0).getString("status")).isEqualTo("UPLOADED");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.put(directory.resolve("nothing"), "loads"))
                .withMessageContaining("there is no file");
        assertThatExceptionOfType(DataRetrievalFailureException.class)
                .isThrownBy(() -> warehouse.stage("loads").open("nothing.csv"))
                .withMessageContaining("nothing.csv");
        assertThatThrownBy(() -> warehouse.get("missing", directory))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("warehouse");
        assertThat(warehouse.get("loads", directory)).isEmpty();
    }

    @Test
    void twoFilesOfOneNameDoNotPassForOne() {
        Stage stage = warehouse.stage("loads");
        stage.put(new ByteArrayInputStream(new byte[1]), "a/data.bin");
        stage.put(new ByteArrayInputStream(new byte[2]), "b/data.bin");
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> stage.get(directory))
                .withMessageContaining("same name");
    }

    @Test
    void namesBreakOutOfNothing() throws IOException {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.stage("loads' overwrite=false --"));
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.stage("loads").open("x' y"));
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.stage("loads").open(""));
        Path odd = Files.writeString(directory.resolve("it's*.csv"), "x");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.put(odd, "loads"))
                .withMessageContaining("stream");
    }

    @Test
    void aSessionThatHasEndedIsReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("tea.csv"), "1,tea\n");
        account.server.faults().answer(RequestKind.QUERY, "390111", 1);
        assertThat(warehouse.put(file, "loads")).hasSize(1);
        account.server.faults().answer(RequestKind.QUERY, "390111", 1);
        warehouse.stage("loads").put(new ByteArrayInputStream(new byte[3]), "three");
        account.server.faults().answer(RequestKind.QUERY, "390111", 1);
        assertThat(warehouse.get("loads", directory.resolve("back"))).hasSize(2);
    }
}
