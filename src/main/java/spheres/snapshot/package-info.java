/** What is measured on a network on the way through its training and at its end: rates, distances, searches. */
@NullMarked
package spheres.snapshot;

import org.jspecify.annotations.NullMarked;
