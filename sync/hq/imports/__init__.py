"""Files of group-buy tools (快团团, 有赞 …) taken into HQ: read, understood, compared, and only then taken. No page stands here."""
