/** The families of networks: their architecture, parameters, DL4J form and checkpoints. */
@NullMarked
package spheres.network;

import org.jspecify.annotations.NullMarked;
