/** Closed forms and exact numerics in double precision, without randomness. */
@NullMarked
package spheres.theory;

import org.jspecify.annotations.NullMarked;
