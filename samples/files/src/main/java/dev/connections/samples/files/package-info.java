/** Files of a directory, a bucket or a data set on a web page. */
@NullMarked
package dev.connections.samples.files;

import org.jspecify.annotations.NullMarked;
