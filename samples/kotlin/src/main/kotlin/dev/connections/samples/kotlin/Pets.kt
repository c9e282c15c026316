package dev.connections.samples.kotlin

import dev.connections.sql.SqlConnection
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.stereotype.Component

// tag::pets[]
data class Pet(val name: String, val ownerName: String, val weight: Int?, val toys: Int = 0)

@Component
class Pets(private val petDb: SqlConnection) {

    fun all(): List<Pet> = petDb.sql("select * from pet order by name").list()

    fun named(name: String): Pet? = petDb.sql("select * from pet where name = :name").param("name", name).oneOrNull()
}
// end::pets[]

@SpringBootApplication
class PetsApplication

fun main(args: Array<String>) {
    runApplication<PetsApplication>(*args)
}
