/*
 * Logits and their gradients to the input, in inference. Batch norm is folded into weights and biases. Activations are
 * unit-major, [units][rows]; points and input gradients are those of the host, [rows][d]. rows is the batch with padding,
 * a multiple of TILE; what stands in the padding is of no matter to other rows.
 */
#define TILE 64
#define STRIDE (TILE + 4)
#define DEPTH 16    /* of the inner sum at a time */
#define WORKERS 256 /* work-items of a group */
#define SYNC_LOCAL barrier(CLK_LOCAL_MEM_FENCE)

/*
 * target = matrix factor, a tile of TILE x TILE values for each group.
 * matrix: [units][inner], or [inner][units] where it is transposed. factor: [inner][rows], or [rows][inner] where its rows
 * are points. bias: [units], added before the ReLU where rectified. mask: [units][rows]; where masked, what stands at values
 * that are not positive becomes 0. target: [units][rows], or [rows][units] where its rows are points.
 */
kernel __attribute__((reqd_work_group_size(WORKERS, 1, 1)))
void multiply(int rows, int units, int inner, global const float *matrix, int transposed,
              global const float *factor, int ofPoints, global const float *bias, int rectified,
              global const float *mask, int masked, global float *target, int toPoints) {
    local float mt[DEPTH * STRIDE] __attribute__((aligned(16))), ft[DEPTH * STRIDE] __attribute__((aligned(16)));
    int id = get_local_id(0), across = rows / TILE;
    int u0 = get_group_id(0) / across * TILE, n0 = get_group_id(0) % across * TILE;
    int u = id / 16 * 4, n = id % 16 * 4;
    float4 a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    for (int k0 = 0; k0 < inner; k0 += DEPTH) {
        SYNC_LOCAL; /* the part before may still be read */
        for (int i = id; i < DEPTH * TILE; i += WORKERS) {
            int k = transposed ? i / TILE : i % DEPTH, unit = transposed ? i % TILE : i / DEPTH;
            bool inside = u0 + unit < units && k0 + k < inner;
            mt[k * STRIDE + unit] =
                inside ? matrix[transposed ? (k0 + k) * units + u0 + unit : (u0 + unit) * inner + k0 + k] : 0;
            k = ofPoints ? i % DEPTH : i / TILE;
            int row = ofPoints ? i / DEPTH : i % TILE;
            ft[k * STRIDE + row] =
                k0 + k < inner ? factor[ofPoints ? (n0 + row) * inner + k0 + k : (k0 + k) * rows + n0 + row] : 0;
        }
        SYNC_LOCAL;
        for (int k = 0; k < DEPTH; k++) {
            float4 m = *(local const float4 *)(mt + k * STRIDE + u), f = *(local const float4 *)(ft + k * STRIDE + n);
            a0 += m.x * f, a1 += m.y * f, a2 += m.z * f, a3 += m.w * f;
        }
    }
    float4 a[4] = {a0, a1, a2, a3};
#pragma unroll
    for (int r = 0; r < 4; r++) { /* unrolled, a stays in registers */
        int unit = u0 + u + r, place = unit * rows + n0 + n;
        if (unit < units) {
            float4 value = a[r];
            if (rectified) {
                value += bias[unit];
                value = select(value, (float4)0, value < 0); /* fmax would turn what is no number into 0 */
            }
            if (masked)
                value = select((float4)0, value, *(global const float4 *)(mask + place) > 0);
            if (toPoints) {
                target[(n0 + n) * units + unit] = value.x;
                target[(n0 + n + 1) * units + unit] = value.y;
                target[(n0 + n + 2) * units + unit] = value.z;
                target[(n0 + n + 3) * units + unit] = value.w;
            } else {
                *(global float4 *)(target + place) = value;
            }
        }
    }
}

/* A row's logit. readout: the weights of the last layer's units, then the bias. */
kernel void read_out(int rows, int units, global const float *active, global const float *readout, global float *logits) {
    int n = get_global_id(0);
    float sum = 0;
    for (int u = 0; u < units; u++)
        sum += readout[u] * active[u * rows + n];
    logits[n] = sum + readout[units];
}

/* The gradient of a row's logit to the last layer's units. */
kernel void to_units(int rows, int units, global const float *active, global const float *readout, global float *gradient) {
    int n = get_global_id(0);
    for (int u = 0; u < units; u++)
        gradient[u * rows + n] = active[u * rows + n] > 0 ? readout[u] : 0;
}

#ifdef cl_khr_fp64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#define REAL double /* x^T A x and b nearly cancel where a point is near an error */
#else
#define REAL float
#endif

/* A quadratic network: product becomes 2 A x, the gradient, from A x, and gives the logit x^T A x + b. [rows][d] both. */
kernel void finish_form(int d, float bias, global const float *points, global float *product, global float *logits) {
    int n = get_global_id(0);
    REAL sum = bias;
    for (int i = 0; i < d; i++) {
        int at = n * d + i;
        sum += (REAL)points[at] * product[at];
        product[at] *= 2;
    }
    logits[n] = (float)sum;
}
