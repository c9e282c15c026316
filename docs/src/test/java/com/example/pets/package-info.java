/** The application that a new user makes. */
@NullMarked
package com.example.pets;

import org.jspecify.annotations.NullMarked;
