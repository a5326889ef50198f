/** The command line. */
@NullMarked
package spheres.cli;

import org.jspecify.annotations.NullMarked;
