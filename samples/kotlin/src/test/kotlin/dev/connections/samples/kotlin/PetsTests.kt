package dev.connections.samples.kotlin

import dev.connections.sql.SqlConnection
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.dao.DataAccessException
import org.springframework.jdbc.core.simple.JdbcClient

@SpringBootTest
class PetsTests(
    @param:Autowired private val pets: Pets,
    @param:Autowired private val petDb: SqlConnection,
    @param:Autowired private val jdbcClient: JdbcClient,
) {

    /** With a default for each parameter it has a constructor without parameters, too. */
    data class Defaults(val name: String = "none", val toys: Int = -1)

    data class Several(val name: String, val toys: Int) {
        constructor(name: String) : this(name, 0)
    }

    @Test
    fun rowsAreDataClasses() {
        assertThat(pets.all()).containsExactly(Pet("Rex", "mary", 12, 3), Pet("Tom", "john", null, 0))
    }

    @Test
    fun aRowThatIsMissingIsNull() {
        assertThat(pets.named("Rex")?.weight).isEqualTo(12)
        assertThat(pets.named("Bello")).isNull()
    }

    @Test
    fun whatDoesNotFitIsAnError() {
        assertThatExceptionOfType(DataAccessException::class.java)
            .isThrownBy { petDb.sql("select name, owner_name, 1 weight from pet").list<Pet>() }
            .withMessageContaining("toys")
        assertThatExceptionOfType(DataAccessException::class.java)
            .isThrownBy { petDb.sql("select cast(null as varchar(9)) name, 1 toys").list<Several>() }
            .withMessageContaining("name")
    }

    @Test
    fun thePrimaryConstructorCounts() {
        assertThat(petDb.sql(SELECT).list<Defaults>()).containsExactly(Defaults("Rex", 3), Defaults("Tom", 0))
        assertThat(petDb.sql(SELECT).list<Several>()).containsExactly(Several("Rex", 3), Several("Tom", 0))
    }

    @Test
    fun rowsAreThoseOfJdbcClient() {
        assertThat(petDb.sql(SELECT).list<Defaults>())
            .isEqualTo(jdbcClient.sql(SELECT).query(Defaults::class.java).list())
        assertThat(petDb.sql(SELECT).list<Several>())
            .isEqualTo(jdbcClient.sql(SELECT).query(Several::class.java).list())
    }

    private companion object {
        const val SELECT = "select name, toys from pet order by name"
    }
}
