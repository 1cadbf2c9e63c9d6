"""A text as a QR in SVG, drawn as one path. Capitals and digits alone make it a third smaller (ISO/IEC 18004)."""

from sync.hq.web.markup import Html, tag


def qr_svg(text: str, label: str) -> Html:
    """A square that fills its place, with the four modules of quiet around it; `label` is what a reader says."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    dots = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    size = len(matrix)
    return tag(
        "svg",
        tag("path", d=dots),
        class_="qr",
        viewBox=f"0 0 {size} {size}",
        role="img",
        aria_label=label,
        shape_rendering="crispEdges",
    )
