/** What people write for the program, in JSON and YAML: read strictly, and refused in words. */
@NullMarked
package spheres.input;

import org.jspecify.annotations.NullMarked;
