package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.BadSqlGrammarException;

/** What holds on each database when something is wrong: who failed, at what, and no value. */
interface SqlFailureContract {

    /** A connection to a database with three owners of pets: alex, barbara and jerry. */
    SqlConnection petDb();

    /** What an integer is called in a cast. */
    default String integerType() {
        return "integer";
    }

    @Test
    default void namesParametersThatDoNotFit() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb().query("select * from pet_owners where pet = :pet", Map.of("pte", "secret")))
                .withMessageContaining("pet-db")
                .withMessageContaining("':pte'")
                .withMessageContaining("'pet'")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb().query("select * from pet_owners where pet = :pet"))
                .withMessageContaining("':pet' has no value");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb().sql("select ?").param(1).param("a", 2))
                .withMessageContaining("mixed");
    }

    @Test
    default void tellsHowManyRowsThereAreInsteadOfOne() {
        assertThatExceptionOfType(EmptyResultDataAccessException.class)
                .isThrownBy(() ->
                        petDb().sql("select person from pet_owners where 1 = 0").one(String.class))
                .withMessageContaining("pet-db");
        assertThatExceptionOfType(IncorrectResultSizeDataAccessException.class)
                .isThrownBy(() -> petDb().sql("select person from pet_owners").one(String.class))
                .withMessageContaining("pet-db");
        assertThat(petDb().sql("select person from pet_owners where 1 = 0").optional(String.class))
                .isEmpty();
    }

    @Test
    default void refusesWhatATransactionGaveOutsideOfIt() {
        SqlOperations[] kept = new SqlOperations[1];
        petDb().transaction(tx -> kept[0] = tx);
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> kept[0].update("delete from pet_owners"))
                .withMessageContaining("ended");
    }

    @Test
    default void translatesExceptionsAndNamesTheConnection() {
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> petDb().update("insert into pet_owners values ('alex', 'cat')"))
                .withMessageContaining("'pet-db'");
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> petDb().query("select * from no_such_table"))
                .withMessageContaining("'pet-db'");
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> petDb().query("selec 1"))
                .withMessageContaining("'pet-db'");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb().jdbcClient()
                        .sql("select * from no_such_table")
                        .query()
                        .listOfRows())
                .withMessageContaining("'pet-db'");
    }

    @Test
    default void saysWhatTheDatabaseSaysOfABadStatement() {
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> petDb().query("select * from no_such_table"))
                .satisfies(ex -> assertThat(String.valueOf(ex.getMessage()).replaceFirst("; bad SQL grammar.*", ""))
                        .startsWith("Connection 'pet-db': ")
                        .containsIgnoringCase("no_such_table"));
    }

    record Age(int age) {}

    @Test
    default void namesTheConnectionWhoseRowsDoNotFit() {
        String query = "select person from pet_owners where person = 'alex'";
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb().query(query, SqlConnectionContract.PetOwner.class))
                .withMessageStartingWith("Connection 'pet-db': ")
                .withMessageContainingAll("'pet' of", query);
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb().sql(query).stream(SqlConnectionContract.PetOwner.class))
                .withMessageStartingWith("Connection 'pet-db': ")
                .withMessageContainingAll("'pet' of", query);
        String nothing = "select cast(null as " + integerType() + ") as age from pet_owners where person = 'alex'";
        assertThatExceptionOfType(DataRetrievalFailureException.class)
                .isThrownBy(() -> petDb().sql(nothing).one(Age.class))
                .withMessageStartingWith("Connection 'pet-db': ")
                .withMessageContainingAll("'age' of", nothing);
        assertThatExceptionOfType(DataRetrievalFailureException.class)
                .isThrownBy(() -> {
                    try (Stream<Age> ages = petDb().sql(nothing).stream(Age.class)) {
                        ages.forEach(age -> {});
                    }
                })
                .withMessageStartingWith("Connection 'pet-db': ")
                .withMessageContainingAll("'age' of", nothing);
    }
}
