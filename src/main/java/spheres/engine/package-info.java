/** Training steps, inference and input gradients, fast; the same step by DL4J's {@code fit} and in ND4J operations. */
@NullMarked
package spheres.engine;

import org.jspecify.annotations.NullMarked;
