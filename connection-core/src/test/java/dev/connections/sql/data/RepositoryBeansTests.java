package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionState;
import dev.connections.sql.ConnectionByHand;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.TestConnection;
import dev.connections.sql.notes.Note;
import dev.connections.sql.notes.NoteRepository;
import dev.connections.testing.EnglishLocale;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.domain.AuditorAware;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.IdGeneratingEntityCallback;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcH2Dialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.config.EnableJdbcAuditing;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.data.relational.core.mapping.event.BeforeConvertCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.CannotCreateTransactionException;

/** What an application adds to its repositories, and what it may replace. */
@ExtendWith(EnglishLocale.class)
class RepositoryBeansTests {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void opensNothingAtStartUp() {
        TestConnection connection = ConnectionByHand.registerIn(
                context,
                "notes",
                new TestDatabase("jdbc:postgresql://127.0.0.1:1/none", "", 1, "none", "me", "secret"));
        start(Notes.class, Conversions.class);
        NoteRepository notes = context.getBean(NoteRepository.class);
        assertThat(connection.sql.state()).isEqualTo(ConnectionState.NEW);
        assertThatExceptionOfType(CannotCreateTransactionException.class).isThrownBy(notes::count);
    }

    @Test
    void asksTheDatabaseIfTheUrlTellsNoDialect() throws SQLException {
        ConnectionByHand.registerWithoutHandleIn(context, "notes", database("text", TestDatabases.sqlite()));
        start(Notes.class, Conversions.class);
        assertThat(context.getBean(JdbcDialect.class)).isInstanceOf(SqliteJdbcDialect.class);
    }

    @Test
    void addsTheApplicationsConversionsToThoseOfTheDialect() throws SQLException {
        register(TestDatabases.sqlite());
        start(Notes.class, Conversions.class);
        Instant created = Instant.parse("2026-11-21T10:15:30.123456789Z");
        Note note = new Note(7L, "milk", new Note.Color(1, 2, 3), "jerry", created);
        context.getBean("notesJdbcAggregateTemplate", JdbcAggregateTemplate.class)
                .insert(note);
        assertThat(context.getBean(NoteRepository.class).findAll()).containsExactly(note);
        assertThat(context.getBean(SqlConnection.class)
                        .sql("select text from note where created = :created")
                        .param("created", created)
                        .value(String.class))
                .isEqualTo("milk");
        assertThat(new JdbcTemplate(context.getBean(DataSource.class)).queryForMap("select color, created from note"))
                .containsEntry("color", "1,2,3")
                .containsEntry("created", "2026-11-21 10:15:30.123456789Z");
    }

    @Test
    void saysThatSqliteHasNoSequences() throws SQLException {
        register(TestDatabases.sqlite());
        start(Notes.class, Conversions.class);
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> context.getBean(NoteRepository.class).save(Note.of("milk")))
                .withMessageContaining("Leave out @Sequence");
    }

    @Test
    void fillsInAuditedProperties() throws SQLException {
        register(TestDatabases.duckdb());
        start(Notes.class, Conversions.class, Auditing.class);
        Note saved = context.getBean(NoteRepository.class).save(Note.of("milk"));
        assertThat(saved.author()).isEqualTo("jerry");
        assertThat(saved.created()).isNotNull();
    }

    @Test
    void runsEntityCallbacksButDrawsIdsFromItsOwnSequence() throws SQLException {
        register(TestDatabases.duckdb());
        start(Notes.class, Conversions.class, Callbacks.class);
        Note saved = context.getBean(NoteRepository.class).save(Note.of("milk"));
        assertThat(saved.text()).isEqualTo("MILK");
        assertThat(saved.id()).isEqualTo(1);
    }

    @Test
    void takesTheNamingStrategyOfTheConnectionBeforeThatOfTheApplication() throws SQLException {
        TestDatabase database = TestDatabases.h2();
        database.execute("create table own_note (id bigint)", "create table common_note (id bigint)");
        ConnectionByHand.registerIn(context, "notes", database);
        context.registerBean("commonNaming", NamingStrategy.class, () -> prefix("common_"));
        context.registerBean("notesNamingStrategy", NamingStrategy.class, () -> prefix("own_"));
        start(Notes.class, Conversions.class);
        new JdbcTemplate(context.getBean(DataSource.class)).execute("insert into own_note values (1)");
        assertThat(context.getBean(NoteRepository.class).count()).isEqualTo(1);
    }

    @Test
    void leavesBeansThatTheApplicationReplaces() throws SQLException {
        register(TestDatabases.h2());
        context.registerBean("notesJdbcDialect", JdbcDialect.class, () -> new JdbcH2Dialect() {
            @Override
            public String getName() {
                return "Mine";
            }
        });
        start(Notes.class, Conversions.class);
        assertThat(context.getBean("notesJdbcDialect", JdbcDialect.class).getName())
                .isEqualTo("Mine");
    }

    private void register(TestDatabase database) throws SQLException {
        ConnectionByHand.registerIn(context, "notes", database("timestamp", database));
    }

    private static TestDatabase database(String timestamp, TestDatabase database) throws SQLException {
        String columns = "text varchar(100), color varchar(20), author varchar(20), created " + timestamp + ")";
        if (database.product().equals("sqlite")) {
            database.execute("create table note (id integer primary key, " + columns);
        } else {
            database.execute("create sequence numbers", "create table note (id bigint primary key, " + columns);
        }
        return database;
    }

    private void start(Class<?>... configurations) {
        context.register(configurations);
        context.refresh();
    }

    private static NamingStrategy prefix(String prefix) {
        return new NamingStrategy() {
            @Override
            public String getTableName(Class<?> type) {
                return prefix + NamingStrategy.super.getTableName(type);
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "notes", basePackageClasses = Note.class)
    static class Notes {}

    @Configuration(proxyBeanMethods = false)
    static class Conversions {

        @Bean
        JdbcCustomConversions applicationConversions() {
            return new JdbcCustomConversions(List.of(ColorWriter.INSTANCE, ColorReader.INSTANCE));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableJdbcAuditing
    static class Auditing {

        @Bean
        AuditorAware<String> author() {
            return () -> Optional.of("jerry");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Callbacks {

        @Bean
        BeforeConvertCallback<Note> loud() {
            return note -> note.withText(note.text().toUpperCase(Locale.ROOT));
        }

        @Bean
        BeforeConvertCallback<String> forOthers() {
            return other -> {
                throw new IllegalStateException("not for this entity");
            };
        }

        /** As Spring Boot makes one for its own data source. */
        @Bean
        IdGeneratingEntityCallback sequencesOfAnotherDatabase() {
            return new IdGeneratingEntityCallback(
                    new JdbcMappingContext(),
                    JdbcH2Dialect.INSTANCE,
                    new NamedParameterJdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:empty")));
        }
    }

    @WritingConverter
    enum ColorWriter implements Converter<Note.Color, String> {
        INSTANCE;

        @Override
        public String convert(Note.Color color) {
            return color.red() + "," + color.green() + "," + color.blue();
        }
    }

    @ReadingConverter
    enum ColorReader implements Converter<String, Note.Color> {
        INSTANCE;

        @Override
        public Note.Color convert(String text) {
            String[] parts = text.split(",");
            return new Note.Color(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }
}
