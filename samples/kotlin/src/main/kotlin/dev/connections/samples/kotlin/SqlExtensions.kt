package dev.connections.samples.kotlin

import dev.connections.sql.SqlStatement

// tag::extensions[]
inline fun <reified T : Any> SqlStatement.list(): List<T> = list(T::class.java)

inline fun <reified T : Any> SqlStatement.one(): T = one(T::class.java)

inline fun <reified T : Any> SqlStatement.oneOrNull(): T? = optional(T::class.java).orElse(null)
// end::extensions[]
