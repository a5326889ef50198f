/** What the program is given: files in JSON and YAML, read strictly, and arguments; refused in words. */
@NullMarked
package spheres.input;

import org.jspecify.annotations.NullMarked;
