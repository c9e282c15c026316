package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.TestDatabases;
import java.beans.ConstructorProperties;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows as immutable classes that are no records, compared with {@link JdbcClient}. */
class ConstructorRowsTests {

    private static final String SELECT = "select pet_name, born, weight from pets order by pet_name";

    private final TestConnection connection = new TestConnection(TestDatabases.h2(), SqlOptions.defaults());

    private final SqlConnection petDb = connection.handle();

    @AfterEach
    void close() {
        connection.close();
    }

    @BeforeEach
    void createPets() {
        petDb.update("create table if not exists pets (pet_name varchar(20), born date, weight int)");
        petDb.update("insert into pets values ('leo', date '2020-02-29', 4), ('max', null, 0)");
    }

    @ParameterizedTest
    @ValueSource(classes = {Immutable.class, Named.class, WithSetter.class, PrivateConstructor.class})
    void areTheSameAsThoseOfJdbcClient(Class<?> type) {
        List<?> expected =
                JdbcClient.create(petDb.dataSource()).sql(SELECT).query(type).list();
        assertThat(petDb.query(SELECT, type)).isEqualTo(expected).hasSize(2);
        assertThat(petDb.query(SELECT).as(type)).isEqualTo(expected);
    }

    @Test
    void aParameterNeedsAColumn() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.query("select pet_name from pets", Immutable.class))
                .withMessageContaining("has no column for 'born' of " + Immutable.class.getTypeName());
    }

    @Test
    void severalConstructorsAreAmbiguous() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.query(SELECT, Ambiguous.class))
                .withMessageContaining("several constructors")
                .withMessageContaining("use a record");
    }

    /** As Lombok's {@code @Value} makes it. */
    static final class Immutable extends Base {

        Immutable(String petName, @Nullable LocalDate born, int weight) {
            super(petName, born, weight);
        }
    }

    static final class Named extends Base {

        @ConstructorProperties({"petName", "born", "weight"})
        Named(String a, @Nullable LocalDate b, int c) {
            super(a, b, c);
        }
    }

    static final class WithSetter extends Base {

        WithSetter(String petName, @Nullable LocalDate born) {
            super(petName, born, -1);
        }

        public void setWeight(int weight) {
            this.weight = weight;
        }
    }

    static final class PrivateConstructor extends Base {

        private PrivateConstructor(String petName, @Nullable LocalDate born, int weight) {
            super(petName, born, weight);
        }
    }

    static final class Ambiguous {

        Ambiguous(String petName) {}

        Ambiguous(String petName, int weight) {}
    }

    private abstract static class Base {

        private final String petName;

        private final @Nullable LocalDate born;

        int weight;

        Base(String petName, @Nullable LocalDate born, int weight) {
            this.petName = petName;
            this.born = born;
            this.weight = weight;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Base that
                    && that.getClass() == getClass()
                    && that.toString().equals(toString());
        }

        @Override
        public int hashCode() {
            return Objects.hash(petName, born, weight);
        }

        @Override
        public String toString() {
            return petName + " " + born + " " + weight;
        }
    }
}
