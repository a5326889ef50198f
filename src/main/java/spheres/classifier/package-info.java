/** The one interface that everyone judges: logits and their gradient to the input. */
@NullMarked
package spheres.classifier;

import org.jspecify.annotations.NullMarked;
