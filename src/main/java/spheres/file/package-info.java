/** Files that are there as a whole or not at all. */
@NullMarked
package spheres.file;

import org.jspecify.annotations.NullMarked;
