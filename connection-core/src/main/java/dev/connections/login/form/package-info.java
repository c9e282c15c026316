/**
 * The login form: its fields, the validation of what a user enters, and the failures that the user sees. API are {@code
 * LoginForm}, {@code LoginField}, {@code LoginFailure} and {@code LoginFailedException}.
 */
@NullMarked
package dev.connections.login.form;

import org.jspecify.annotations.NullMarked;
