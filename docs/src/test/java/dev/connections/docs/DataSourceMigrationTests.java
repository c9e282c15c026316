package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.sql.SqlConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The settings on the page for those who come from {@code spring.datasource}. */
class DataSourceMigrationTests {

    @Test
    void bothHaveTheSameDataSource() {
        try (ConfigurableApplicationContext before = run("datasource-before.yml");
                ConfigurableApplicationContext after = run("datasource-after.yml")) {
            HikariDataSource expected = before.getBean(HikariDataSource.class);
            HikariDataSource actual = after.getBean(SqlConnection.class).unwrap(HikariDataSource.class);
            assertThat(actual.getMaximumPoolSize()).isEqualTo(expected.getMaximumPoolSize());
            assertThat(actual.getConnectionTimeout()).isLessThanOrEqualTo(expected.getConnectionTimeout());
            assertThat(after.getBean(DataSource.class)).isSameAs(after.getBean("petDbDataSource"));
            assertThat(after.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void aDatabaseThatIsNotEmbeddedIsInitializedInModeAlways(@TempDir Path directory) throws Exception {
        Path schema =
                Files.writeString(directory.resolve("schema.sql"), "create table pet_owners (person varchar(20))");
        String[] arguments = {
            "--connections.pet-db.url=jdbc:h2:" + directory.resolve("pets"),
            "--spring.sql.init.schema-locations=file:" + schema
        };
        try (ConfigurableApplicationContext context = run("native.yml", arguments)) {
            assertThatExceptionOfType(BadSqlGrammarException.class)
                    .isThrownBy(() -> context.getBean(SqlConnection.class).query("select * from pet_owners"));
        }
        try (ConfigurableApplicationContext context = run("sql-init.yml", arguments)) {
            assertThat(context.getBean(SqlConnection.class)
                            .query("select * from pet_owners")
                            .size())
                    .isZero();
        }
    }

    private static ConfigurableApplicationContext run(String snippet, String... arguments) {
        SpringApplication application = new SpringApplication(PetApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String location = "--spring.config.location=file:src/test/resources/snippets/" + snippet;
        return application.run(
                Stream.concat(Stream.of(location), Stream.of(arguments)).toArray(String[]::new));
    }
}
