package spheres.opencl;

import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import spheres.engine.InferenceWeights;
import spheres.network.QuadraticArchitecture;

/** Inference of the quadratic network as the form x^T A x + b: A x gives the logit and, doubled, its gradient. */
final class QuadraticClassifierKernels implements ClassifierKernels {
    private final _cl_mem points;
    private final _cl_mem logits;
    private final _cl_mem gradients;
    private final Product product;
    private final Kernel finish;

    QuadraticClassifierKernels(OpenCl openCl, QuadraticArchitecture architecture, float[] parameters) {
        int d = architecture.inputDimension();
        _cl_program program = openCl.build("", SOURCE);
        points = ClassifierKernels.chunk(openCl, d);
        logits = ClassifierKernels.chunk(openCl, 1);
        gradients = ClassifierKernels.chunk(openCl, d);
        _cl_mem form = ClassifierKernels.memory(openCl, InferenceWeights.form(architecture, parameters));
        product = Product.of(openCl, program, "form", d)
                .factors(d, form, 0, points, 1)
                .result(form, 0, form, 0, gradients, 1);
        float bias = parameters[architecture.readout() + 1];
        finish = openCl.kernel(program, "finish_form", "finish form", TILE, 1)
                .arguments(0, d, bias, points, gradients, logits);
    }

    @Override
    public _cl_mem points() {
        return points;
    }

    @Override
    public _cl_mem logits() {
        return logits;
    }

    @Override
    public _cl_mem gradients() {
        return gradients;
    }

    @Override
    public void forward(int rows) {
        product.launch(rows);
        finish.groups(rows / TILE);
        finish.launch();
    }

    /** The forward pass left the gradients there. */
    @Override
    public void backward(int rows) {}

    @Override
    public Stream<Kernel> all() {
        return Stream.of(product.kernel(), finish);
    }
}
