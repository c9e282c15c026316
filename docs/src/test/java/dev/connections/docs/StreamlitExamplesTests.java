package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachedQuery;
import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The lines of the page for those who come from Streamlit. */
@SpringBootTest(properties = "connections.pet-db.url=jdbc:h2:mem:")
@Import(StreamlitExamplesTests.Owners.class)
class StreamlitExamplesTests {

    private static final Path PAGE = Path.of("src/docs/asciidoc/coming-from-streamlit.adoc");

    private static final Path SOURCE = Path.of("src/test/java/dev/connections/docs/StreamlitExamplesTests.java");

    private static final Pattern OWN_LINE =
            Pattern.compile("(?m)^\\|`(petDb\\.|for \\(|@CachedQuery|environment)(.*?)`$");

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private Owners owners;

    @Autowired
    private Environment environment;

    @BeforeEach
    void table() {
        petDb.update("create table if not exists pet_owners (person varchar(20), pet varchar(20))");
        petDb.update("delete from pet_owners");
        petDb.update("insert into pet_owners values ('jerry', 'fish'), ('alex', 'cat'), ('robert', 'bird')");
        petDb.cache().clear();
    }

    @Test
    void eachLineDoesWhatThatOfStreamlitDoes() {
        Rows cached = petDb.query("select * from pet_owners", Duration.ofMinutes(10));
        assertThat(cached.size()).isEqualTo(3);
        assertThat(petDb.query("select * from pet_owners where pet = :pet", Map.of("pet", "cat"))
                        .size())
                .isEqualTo(1);
        List<String> names = new ArrayList<>();
        for (Row row : petDb.query("select * from pet_owners")) names.add(row.getString("person"));
        assertThat(names).containsExactlyInAnyOrder("jerry", "alex", "robert");
        assertThat(owners.all().size()).isEqualTo(3);
        petDb.transaction(tx -> tx.update("delete from pet_owners where pet = :pet", Map.of("pet", "bird")));
        assertThat(owners.all().size()).isEqualTo(3);
        petDb.cache().clear();
        assertThat(owners.all().size()).isEqualTo(2);
        petDb.reset();
        assertThat(environment.getProperty("connections.pet-db.url")).isEqualTo("jdbc:h2:mem:");
    }

    @Test
    void thePageShowsOnlyTheseLines() throws IOException {
        String source = Files.readString(SOURCE).replaceAll("\\s+", "");
        Matcher line = OWN_LINE.matcher(Files.readString(PAGE));
        int lines = 0;
        while (line.find()) {
            assertThat(source).contains((line.group(1) + line.group(2)).replaceAll("\\s+", ""));
            lines++;
        }
        assertThat(lines).isEqualTo(8);
    }

    static class Owners {

        private final SqlConnection petDb;

        Owners(SqlConnection petDb) {
            this.petDb = petDb;
        }

        @CachedQuery(connection = "pet-db", ttl = "10m")
        Rows all() {
            return petDb.query("select * from pet_owners");
        }
    }
}
