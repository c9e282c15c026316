/**
 * The login form: its fields, the validation of what a user enters, and the failures that the user sees.
 */
@NullMarked
package dev.connections.login.form;

import org.jspecify.annotations.NullMarked;
