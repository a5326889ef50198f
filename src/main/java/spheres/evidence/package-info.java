/** Networks trained at the paper's scale and kept: the plans, what is measured on the way, and the files. */
@NullMarked
package spheres.evidence;

import org.jspecify.annotations.NullMarked;
