/** Estimation: confidence intervals, sequential sampling. */
@NullMarked
package spheres.stats;

import org.jspecify.annotations.NullMarked;
